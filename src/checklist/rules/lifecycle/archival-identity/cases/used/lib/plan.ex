defmodule Blog.Plan do
  use Ash.Resource.Actions.Implementation

  alias Blog.Room

  def run(input, _options, _context) do
    Ash.bulk_destroy!(input.arguments.rooms, :destroy, %{})

    Ash.bulk_create!(input.arguments.rows, Room, :create,
      upsert?: true,
      upsert_identity: :room_name
    )
  end
end
