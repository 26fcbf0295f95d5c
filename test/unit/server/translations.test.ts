/** What is for people, in their language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { text } from '#knative/text.ts';
import { translator } from '#server/adapter/translations.ts';

const translations = { 'Rename to {0}': '이름을 {0}(으)로 바꾸기' };

describe('translator', () => {
  it('translates our sentences, arguments and all', () => {
    const translate = translator({ translations, language: 'ko' });
    assert.equal(translate(text('Rename to {0}', 'a')), '이름을 a(으)로 바꾸기');
  });

  it('reads the explanations at the first that is wanted, and once', () => {
    const read: string[] = [];
    const translate = translator({ translations, language: 'ko' }, (language) => {
      read.push(language);
      return { 'Name of the pod.': '파드의 이름.' };
    });
    translate(text('Rename to {0}', 'a'));
    assert.deepEqual(read, []);
    assert.equal(translate(text('Name of the pod.')), '파드의 이름.');
    assert.equal(translate(text('Not known.')), 'Not known.');
    assert.deepEqual(read, ['ko']);
  });

  it('has Korean explanations', () => {
    const translate = translator({ language: 'ko' });
    assert.equal(translate(text('What the object is.')), '오브젝트의 종류.');
  });

  it('says it in English where there is nothing else', () => {
    for (const language of [undefined, 'en', 'xx', 'zh-cn', '', '../docs.ko', 'ko.json/../../docs.ko']) {
      const translate = translator(language === undefined ? {} : { language });
      assert.equal(translate(text('What the object is.')), 'What the object is.');
      assert.equal(translate(text('Rename to {0}', 'a')), 'Rename to a');
    }
  });

  it('does not take what every object has for a translation', () => {
    assert.equal(translator({ translations, language: 'ko' })(text('constructor')), 'constructor');
  });
});
