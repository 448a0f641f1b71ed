defmodule Helpdesk.Billing do
  @moduledoc "What organizations pay for, and the invoices they get."

  use Ash.Domain, otp_app: :helpdesk

  resources do
    resource Helpdesk.Billing.Plan do
      define :list_plans, action: :on_offer
      define :get_plan_by_code, action: :read, get_by: [:code]
    end

    resource Helpdesk.Billing.Subscription do
      define :start_subscription, action: :start, args: [:organization_id, :plan_id]
      define :get_subscription_of, action: :read, get_by: [:organization_id]
      define :change_seats, action: :change_seats, args: [:seats]
      define :cancel_subscription, action: :cancel
    end

    resource Helpdesk.Billing.Invoice do
      define :draft_invoice, action: :draft, args: [:number, :due_on]
      define :get_invoice_by_number, action: :read, get_by: [:number]
      define :list_overdue_invoices, action: :overdue
      define :send_invoice, action: :send
      define :mark_invoice_paid, action: :mark_paid
    end

    resource Helpdesk.Billing.InvoiceLine do
      define :add_invoice_line, action: :create
    end
  end
end
