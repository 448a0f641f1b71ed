defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  @recent expr(inserted_at > ^DateTime.utc_now())
  @days 7

  attributes do
    uuid_primary_key :id
    attribute :local_at, :naive_datetime
    attribute :local_on, :date
    create_timestamp :inserted_at
  end

  actions do
    read :recent do
      filter @recent
      #      ^^^^^^^ frozen
      filter expr(local_at > ^NaiveDateTime.utc_now())
      #                       ^^^^^^^^^^^^^^^^^^^^^^^ frozen
      filter expr(inserted_at > ^DateTime.add(DateTime.utc_now(), -@days, :day))
      #                                       ^^^^^^^^^^^^^^^^^^ frozen
      filter expr(local_on > ^DateTime.to_date(DateTime.now!("Europe/Berlin")))
      #                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ frozen
      filter expr(inserted_at > ^DateTime.from_unix!(System.os_time(:second)))
      #                                              ^^^^^^^^^^^^^^^^^^^^^^^ frozen
    end
  end
end
