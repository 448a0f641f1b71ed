defmodule Lodge.Stays do
  @moduledoc "Houses, the rooms in them, and who sleeps there when."

  use Ash.Domain, otp_app: :lodge

  resources do
    resource Lodge.Stays.House do
      define :list_houses, action: :read
    end

    resource Lodge.Stays.Room
    resource Lodge.Stays.Amenity
    resource Lodge.Stays.HouseAmenity

    resource Lodge.Stays.Booking do
      define :book_room, action: :book
      define :cancel_booking, action: :cancel
    end
  end
end
