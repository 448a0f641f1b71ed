defmodule Helpdesk.Repo.Migrations.CheckInvoiceLineQuantity do
  use Ecto.Migration

  def up do
    create constraint(:invoice_lines, :invoice_lines_quantity_positive,
             check: "quantity > 0",
             validate: false
           )

    execute("ALTER TABLE invoice_lines VALIDATE CONSTRAINT invoice_lines_quantity_positive")
  end

  def down do
    :ok
  end
end
