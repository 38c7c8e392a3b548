using System.Text.Json;
using T2L.Testing;
using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Tests.Evaluation.Reports;

public sealed class ReportFilesTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_three_files_and_leaves_nothing_else()
    {
        ReportFiles.Write(_folder.File("report"), SampleReport.Of());

        Assert.Equal(["index.html", "report.json", "report.md"], Directory.EnumerateFileSystemEntries(_folder.File("report")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_report_that_cannot_be_made_leaves_the_earlier_one_as_it_was()
    {
        ReportFiles.Write(_folder.File("report"), SampleReport.Of());
        var before = Content();

        Assert.ThrowsAny<Exception>(() => ReportFiles.Write(_folder.File("report"), SampleReport.Of() with { ElapsedSeconds = double.NaN, Splits = [new("x", "", 0)] }));

        Assert.Equal(before, Content());
    }

    [Fact]
    public void The_json_has_the_documented_names()
    {
        ReportFiles.Write(_folder.Path, SampleReport.Of());
        using var document = JsonDocument.Parse(File.ReadAllBytes(_folder.File("report.json")));
        var root = document.RootElement;

        Assert.Equal(["suite", "seed", "rows", "seeds", "wordings", "examples", "splits", "families", "tasks", "runs", "run_means", "map", "left_out", "notes", "models", "elapsed_seconds"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["method", "split", "accuracy", "low", "high", "n", "label", "group", "prompt_tokens", "seeds"], root.GetProperty("rows")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal("baseline", root.GetProperty("rows")[0].GetProperty("group").GetString());
        Assert.Equal(0.5, root.GetProperty("tasks")[0].GetProperty("scores").GetProperty("sft").GetDouble());
    }

    [Fact]
    public void The_markdown_has_a_line_for_each_method_and_a_cell_for_each_split()
    {
        var lines = MarkdownReport.Of(SampleReport.Of()).Split('\n');

        Assert.Contains("| sft | 90.0 % (85.0 - 95.0), 80 tasks | 75.0 % (70.0 - 80.0) | 14 |", lines);
        Assert.Contains("| word.reverse | 2 | 0.0 % | 50.0 % |", lines);
        Assert.Contains("- oracle: needs --oracles DIR", lines);
    }

    private Dictionary<string, string> Content() => Directory.EnumerateFiles(_folder.File("report")).ToDictionary(file => file, File.ReadAllText);
}
