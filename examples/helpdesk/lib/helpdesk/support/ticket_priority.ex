defmodule Helpdesk.Support.TicketPriority do
  use Ash.Type.Enum,
    values: [
      low: "Answer when the queue is empty",
      normal: "Answer within the agreed time",
      high: "Answer before everything normal",
      urgent: "The customer cannot work"
    ]
end
