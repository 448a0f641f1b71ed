import {
  CallToolRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { callTool } from './call-tool.ts';
import { instructions } from './instructions.ts';
import type { OpenProofs } from './load-proofs.ts';
import { McpServer } from './mcp-server.ts';
import { describeOffered, offeredTools } from './offered-tools.ts';
import { listPages, readPage, type Pages } from './pages.ts';
import type { Projects } from './projects.ts';
import { getPrompt, listPrompts } from './prompts.ts';

export interface ServerSources {
  readonly projects: Projects;
  readonly pages: Pages;
  readonly openProofs: OpenProofs;
  /** Of the product. */
  readonly version: string;
}

/** The server with all that it offers; who calls it connects it to a transport. */
export function createServer({ projects, pages, openProofs, version }: ServerSources): McpServer {
  const server = new McpServer({
    serverInfo: { name: 'ash-architect', title: 'Ash Architect', version },
    capabilities: { tools: {}, prompts: {}, resources: {} },
    instructions,
  });
  const tools = offeredTools(pages);
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: describeOffered(tools, await projects.names()),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    callTool(params.name, params.arguments ?? {}, { tools, projects, pages, openProofs, signal }),
  );
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: listPrompts() }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => getPrompt(params.name, params.arguments ?? {}));
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: listPages() }));
  // Some clients ask for templates whenever there are resources.
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [] }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => readPage(params.uri, pages));
  return server;
}
