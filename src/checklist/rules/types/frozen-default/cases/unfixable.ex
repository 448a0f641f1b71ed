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
    change set_attribute(:seen_on, DateTime.to_date(DateTime.utc_now()))
    #                                               ^^^^^^^^^^^^^^^^ time
    change set_context(%{now: DateTime.utc_now()})
    #                         ^^^^^^^^^^^^^^^^ time
  end
end
