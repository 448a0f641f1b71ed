defmodule Lodge.Stays.Lock do
  @moduledoc "The electronic lock of a room."

  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "locks"
    repo Lodge.Repo

    references do
      reference :room, on_delete: :delete, index?: true
    end
  end

  actions do
    defaults [:read, :destroy]

    create :install do
      accept [:room_id, :access_token, :battery]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :access_token, :string, allow_nil?: false
    attribute :battery, :atom, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :room, Lodge.Stays.Room, allow_nil?: false, public?: true
  end
end
