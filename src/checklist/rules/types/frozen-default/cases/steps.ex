defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :archived_at, :utc_datetime_usec
    attribute :archived_on, :date
    attribute :token, :string
  end

  actions do
    read :list do
      argument :since, :date, default: Date.utc_today()
      #                                ^^^^^^^^^^^^^^ time
      filter expr(archived_at > ^DateTime.utc_now())
      prepare build(filter: expr(archived_at > ago(1, :day)))
    end

    update :archive do
      change set_attribute(:archived_at, DateTime.utc_now())
      #                                  ^^^^^^^^^^^^^^^^ time
      change set_attribute(:archived_on, DateTime.to_date(DateTime.utc_now()))
      #                                                   ^^^^^^^^^^^^^^^^ time
      change set_attribute(:archived_on, DateTime.utc_now() |> DateTime.to_date())
      #                                  ^^^^^^^^^^^^^^^^ time
      change set_new_attribute(:token, Ash.UUID.generate())
      #                                ^^^^^^^^^^^^^^^^^ random
    end

    update :restore do
      change set_attribute(:archived_at, &DateTime.utc_now/0)
      change fn changeset, _ -> Ash.Changeset.change_attribute(changeset, :archived_at, DateTime.utc_now()) end
      change before_action(fn changeset, _ -> Map.put(changeset, :at, DateTime.utc_now()) end)
    end
  end
end
