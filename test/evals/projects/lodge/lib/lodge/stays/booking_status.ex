defmodule Lodge.Stays.BookingStatus do
  use Ash.Type.Enum, values: [:requested, :confirmed, :cancelled]
end
