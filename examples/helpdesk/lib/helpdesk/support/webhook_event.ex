defmodule Helpdesk.Support.WebhookEvent do
  use Ash.Type.Enum, values: [:ticket_opened, :ticket_resolved, :comment_added]
end
