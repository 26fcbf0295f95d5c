/** Sends what one of the panels understands to its page. */
import type { Webview } from 'vscode';
import type { AutoscalingMessage } from '#protocol/autoscalingPanel.ts';
import type { BuildLogMessage } from '#protocol/buildLogPanel.ts';
import type { TrafficState } from '#protocol/trafficPanel.ts';

export function post(webview: Webview, message: TrafficState | AutoscalingMessage | BuildLogMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview's own channel: there is no origin to name
  void webview.postMessage(message);
}
