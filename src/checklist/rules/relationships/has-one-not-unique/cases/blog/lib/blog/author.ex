defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_one :profile, Blog.Profile
    #       ^^^^^^^^ not-unique

    has_one :photo, Blog.Photo do
      #     ^^^^^^ not-unique
      destination_attribute :person_id
      public? true
    end

    has_one :address, Blog.Address
    has_one :passport, Blog.Passport
    has_one :badge, Blog.Badge
    has_one :visa, Blog.Visa
    has_one :active_profile, Blog.Profile, filter: expr(active)
    has_one :latest_profile, Blog.Profile, sort: [inserted_at: :desc]
    has_one :any_profile, Blog.Profile, from_many?: true
    has_one :chosen_profile, Blog.Profile, read_action: :chosen
    has_one :config, Blog.Config, no_attributes?: true
    has_one :draft, Blog.Draft
    has_one :preferences, Blog.Preferences
    has_one :print, Blog.Print
    has_one :statistics, Blog.Statistics
    has_one :stranger, Elsewhere.Person
  end
end
