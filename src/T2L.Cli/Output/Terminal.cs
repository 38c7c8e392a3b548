using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace T2L.Cli.Output;

/// <summary>Where things are printed: results on stdout, everything else on stderr.</summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        // The document goes to a terminal or a program, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Json(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, JsonOptions));

    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Status(string text) => Console.Error.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine($"t2l: {text.ReplaceLineEndings(" ")}");

    /// <summary>A table whose cells are plain text.</summary>
    public static void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in header)
            table.AddColumn(new TableColumn(new Text(title)));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        // A pipe has no width; cutting a table at 80 columns there would lose text.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 160;
        console.Write(table);
    }
}
