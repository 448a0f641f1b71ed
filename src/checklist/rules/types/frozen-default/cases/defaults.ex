defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  alias Ash.UUID

  attributes do
    uuid_primary_key :id, default: UUID.generate()
    #                              ^^^^^^^^^^^^^ random
    attribute :opened_at, :utc_datetime_usec, default: DateTime.utc_now()
    #                                                  ^^^^^^^^^^^^^^^^ time
    attribute :touched_at, :utc_datetime_usec, update_default: DateTime.utc_now()
    #                                                          ^^^^^^^^^^^^^^^^ time
    attribute :built_at, :utc_datetime_usec, default: &DateTime.utc_now/0
    attribute :seed, :integer, default: fn -> :rand.uniform(100) end

    attribute :expires_at, :utc_datetime_usec do
      default DateTime.add(DateTime.utc_now(), 7, :day)
      #                    ^^^^^^^^^^^^^^^^ time
    end

    attribute :due_on, :date do
      default Date.utc_today() |> Date.add(14)
      #       ^^^^^^^^^^^^^^ time
    end

    attribute :noted_on, :date, default: DateTime.to_date(DateTime.utc_now())
    #                                                     ^^^^^^^^^^^^^^^^ time
    attribute :region, :string, default: System.get_env("REGION")
    #                                    ^^^^^^^^^^^^^^ environment (info)
    attribute :started_on, :date, default: ~D[2024-01-01]
    attribute :color, :atom, default: Enum.random([:red, :blue])
    #                                 ^^^^^^^^^^^ random
    create_timestamp :inserted_at
  end
end
