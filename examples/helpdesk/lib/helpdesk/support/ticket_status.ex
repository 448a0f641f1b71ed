defmodule Helpdesk.Support.TicketStatus do
  use Ash.Type.Enum, values: [:open, :pending, :resolved, :closed]
end
