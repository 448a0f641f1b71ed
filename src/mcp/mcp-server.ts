import { Protocol } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ErrorCode,
  InitializeRequestSchema,
  LATEST_PROTOCOL_VERSION,
  McpError,
  SUPPORTED_PROTOCOL_VERSIONS,
  type InitializeResult,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
} from '@modelcontextprotocol/sdk/types.js';

/**
 * The server's end of the protocol, on the part of the SDK that both ends share. The SDK's own `Server` brings a
 * validator of JSON schemas with it, half of its size, for questions to the user that nobody asks here.
 */
export class McpServer extends Protocol<ServerRequest, ServerNotification, ServerResult> {
  constructor(about: Pick<InitializeResult, 'capabilities' | 'serverInfo' | 'instructions'>) {
    super();
    this.setRequestHandler(InitializeRequestSchema, ({ params: { protocolVersion: asked } }) => ({
      ...about,
      protocolVersion: SUPPORTED_PROTOCOL_VERSIONS.includes(asked) ? asked : LATEST_PROTOCOL_VERSION,
    }));
  }

  protected override assertCapabilityForMethod(method: string): void {
    throw new McpError(ErrorCode.InvalidRequest, `This server asks clients for nothing, so not for \`${method}\`.`);
  }

  protected override assertNotificationCapability(method: string): void {
    throw new McpError(ErrorCode.InvalidRequest, `This server announces nothing, so not \`${method}\`.`);
  }

  protected override assertRequestHandlerCapability(): void {
    // The handlers are set where the capabilities are declared, in `createServer`.
  }

  protected override assertTaskCapability(method: string): void {
    throw new McpError(ErrorCode.InvalidRequest, `There are no tasks here, so none for \`${method}\`.`);
  }

  protected override assertTaskHandlerCapability(method: string): void {
    throw new McpError(ErrorCode.InvalidRequest, `There are no tasks here: call \`${method}\` without one.`);
  }
}
