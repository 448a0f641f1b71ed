defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  @build_time DateTime.utc_now()

  attributes do
    uuid_primary_key :id
    attribute :seen_at, :utc_datetime_usec, default: @build_time
    #                                                ^^^^^^^^^^^ time
    attribute :seen_on, :date
  end

  changes do
    change set_attribute(:seen_on, DateTime.to_date(DateTime.now!("Europe/Berlin")))
    #                                               ^^^^^^^^^^^^^ time
    change set_attribute(:seen_at, DateTime.truncate(DateTime.utc_now(), :second))
    #                                                ^^^^^^^^^^^^^^^^ time
    change set_context(%{now: DateTime.utc_now()})
    #                         ^^^^^^^^^^^^^^^^ time
  end
end

defmodule Blog.Visit do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  alias Blog.Types.Date

  attributes do
    uuid_primary_key :id
    attribute :seen_on, Date
  end

  changes do
    change set_attribute(:seen_on, DateTime.to_date(DateTime.utc_now()))
    #                                               ^^^^^^^^^^^^^^^^ time
  end
end
