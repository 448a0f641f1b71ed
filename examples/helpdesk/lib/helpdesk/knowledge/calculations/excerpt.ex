defmodule Helpdesk.Knowledge.Calculations.Excerpt do
  @moduledoc "The beginning of an article, cut after a whole word."

  use Ash.Resource.Calculation

  @impl true
  def load(_query, _opts, _context), do: [:body]

  @impl true
  def calculate(articles, _opts, %{arguments: %{length: length}}) do
    Enum.map(articles, &excerpt(&1.body, length))
  end

  defp excerpt(body, length) do
    if String.length(body) <= length do
      body
    else
      body
      |> String.slice(0, length)
      |> String.replace(~r/\s+\S*$/, "")
      |> Kernel.<>("…")
    end
  end
end
