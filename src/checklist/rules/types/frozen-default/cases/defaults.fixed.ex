defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  alias Ash.UUID

  attributes do
    uuid_primary_key :id, default: &UUID.generate/0
    #                              ^^^^^^^^^^^^^ random
    attribute :opened_at, :utc_datetime_usec, default: &DateTime.utc_now/0
    #                                                  ^^^^^^^^^^^^^^^^ time
    attribute :touched_at, :utc_datetime_usec, update_default: &DateTime.utc_now/0
    #                                                          ^^^^^^^^^^^^^^^^ time
    attribute :built_at, :utc_datetime_usec, default: &DateTime.utc_now/0
    attribute :seed, :integer, default: fn -> :rand.uniform(100) end

    attribute :expires_at, :utc_datetime_usec do
      default fn -> DateTime.add(DateTime.utc_now(), 7, :day) end
      #                    ^^^^^^^^^^^^^^^^ time
    end

    attribute :due_on, :date do
      default fn -> Date.utc_today() |> Date.add(14) end
      #       ^^^^^^^^^^^^^^ time
    end

    attribute :noted_on, :date, default: &Date.utc_today/0
    #                                                     ^^^^^^^^^^^^^^^^ time
    attribute :region, :string, default: fn -> System.get_env("REGION") end
    #                                    ^^^^^^^^^^^^^^ environment (info)
    attribute :started_on, :date, default: ~D[2024-01-01]
    attribute :color, :atom, default: fn -> Enum.random([:red, :blue]) end
    #                                 ^^^^^^^^^^^ random
    create_timestamp :inserted_at
  end
end
