import type { Locator, Page } from 'playwright-core';

export function visibleLines(page: Page): Promise<string[]>;
export function placeOf(page: Page, text: string): Promise<{ readonly x: number; readonly y: number } | undefined>;
export function squiggledTexts(page: Page, severity: string): Promise<string[]>;
export function labels(locator: Locator): Promise<string[]>;
