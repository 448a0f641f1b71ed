defmodule Helpdesk.Resource do
  @moduledoc """
  What every table of the help desk starts from: a UUID key and timestamps.

      use Helpdesk.Resource, domain: Helpdesk.Support
  """

  defmacro __using__(opts) do
    quote do
      use Ash.Resource,
        domain: unquote(opts[:domain]),
        data_layer: AshPostgres.DataLayer

      attributes do
        uuid_primary_key :id
        timestamps()
      end
    end
  end
end
