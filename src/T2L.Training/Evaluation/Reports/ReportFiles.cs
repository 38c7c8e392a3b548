using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using T2L.Adapters.Storage;

namespace T2L.Training.Evaluation.Reports;

/// <summary>Writes a report as three files, each whole or not at all; the page last.</summary>
public static class ReportFiles
{
    /// <summary>Names of the files.</summary>
    public const string JsonName = "report.json", MarkdownName = "report.md", PageName = "index.html";

    internal static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        // A file of its own, never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>report.json</c>, <c>report.md</c> and <c>index.html</c>, in place of earlier ones.</summary>
    /// <param name="folder">The folder; made where there is none.</param>
    /// <param name="report">The report.</param>
    public static void Write(string folder, SuiteReport report)
    {
        // All three are ready before the first is written: a fault leaves the earlier report as it was.
        var json = JsonSerializer.SerializeToUtf8Bytes(report, Json);
        var markdown = Encoding.UTF8.GetBytes(MarkdownReport.Of(report));
        var page = Encoding.UTF8.GetBytes(PageReport.Of(report));
        AtomicFile.Write(Path.Combine(folder, JsonName), json);
        AtomicFile.Write(Path.Combine(folder, MarkdownName), markdown);
        AtomicFile.Write(Path.Combine(folder, PageName), page);
    }
}
