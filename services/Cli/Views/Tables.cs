using Spectre.Console;
using Spectre.Console.Rendering;

namespace Referrals.Cli.Views;

/// <summary>Plain tables. What stands in them is text and never markup.</summary>
internal static class Tables
{
    public static Table Of(params IEnumerable<string> headers)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true };
        foreach (var header in headers)
            table.AddColumn(new TableColumn(new Text(header)).NoWrap());
        return table;
    }

    public static void Row(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(IRenderable (cell) => new Text(cell)));

    /// <summary>Writes names and values below one another, leaving out what is empty.</summary>
    public static void Facts(this IAnsiConsole console, params IEnumerable<(string Name, string Value)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in facts.Where(fact => fact.Value.Length > 0))
            grid.AddRow(new Text(name), new Text(value));
        console.Write(grid);
    }

    /// <summary>Writes a table, or a sentence where it has no row.</summary>
    public static void WriteOr(this IAnsiConsole console, Table table, string nothing)
    {
        if (table.Rows.Count > 0)
            console.Write(table);
        else
            console.Line(nothing);
    }

    public static void Line(this IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));
}
