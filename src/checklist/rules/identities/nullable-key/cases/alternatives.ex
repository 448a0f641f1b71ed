defmodule Schools.Result do
  use Ash.Resource, domain: Schools, data_layer: AshPostgres.DataLayer

  postgres do
    table "results"
    repo Schools.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :year, :integer, allow_nil?: false
    attribute :level, :atom, allow_nil?: false
    attribute :external_id, :string
  end

  relationships do
    belongs_to :school, Schools.School
    belongs_to :district, Schools.District
    belongs_to :importer, Schools.Importer
    belongs_to :state, Schools.State
  end

  identities do
    # A row is about a school or about a district, and each kind has an identity of its own.
    identity :per_school, [:school_id, :year]
    #        ^^^^^^^^^^^ optional (hint)
    identity :per_district, [:district_id, :year]
    #        ^^^^^^^^^^^^^ optional (hint)
    identity :per_state, [:state_id, :level], where: expr(level == :state)
    #        ^^^^^^^^^^ optional (hint)
    # Rows that nobody imported have neither.
    identity :imported, [:importer_id, :external_id]
    #        ^^^^^^^^^ optional (hint)
  end
end
