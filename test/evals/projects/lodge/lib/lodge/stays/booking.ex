defmodule Lodge.Stays.Booking do
  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "bookings"
    repo Lodge.Repo

    references do
      reference :room, on_delete: :restrict, index?: true
      reference :guest, on_delete: :restrict, index?: true
    end
  end

  actions do
    defaults [:read]

    create :book do
      accept [:room_id, :guest_id, :starts_on, :ends_on, :note]
    end

    update :cancel do
      accept []
      change set_attribute(:status, :cancelled)
      change set_attribute(:cancelled_at, &DateTime.utc_now/0)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :starts_on, :date, allow_nil?: false, public?: true
    attribute :ends_on, :date, allow_nil?: false, public?: true
    attribute :note, :string, public?: true

    attribute :status, Lodge.Stays.BookingStatus do
      allow_nil? false
      public? true
      default :requested
    end

    attribute :cancelled_at, :utc_datetime_usec
    timestamps()
  end

  relationships do
    belongs_to :room, Lodge.Stays.Room, allow_nil?: false, public?: true
    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true
  end
end
