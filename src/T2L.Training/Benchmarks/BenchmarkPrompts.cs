using System.Text;
using T2L.Training.Data;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>Writes the prompts of a benchmark: question alone, behind a description, or behind three worked examples.</summary>
internal sealed class BenchmarkPrompts
{
    private const int WorkedExamples = 3;
    private const string AnswerMark = "Answer:";

    private readonly Benchmark _benchmark;
    private readonly ChatFormat? _format;
    private readonly string _context;
    private readonly bool _worked;

    public BenchmarkPrompts(Benchmark benchmark, BenchmarkOptions options)
    {
        _benchmark = benchmark;
        _format = options.Template is null ? null : new ChatFormat(options.Template);
        _worked = options.Examples is not null && benchmark.TakesExamples;
        _context = _worked ? Worked(options.Examples!)
            : options is { Examples: null, Description: { } description } && benchmark.TakesDescription ? $"{description}\n\n"
            : "";
    }

    /// <summary>The text that the model continues.</summary>
    /// <param name="row">A prepared row.</param>
    public string Of(Row row)
    {
        var question = _context + _benchmark.Template.Render(row);
        var prefill = _worked && _benchmark.AnswerMark ? AnswerMark : _benchmark.Prefill(row);
        if (_format is not null)
            return _format.Prompt("", question, prefill);
        // Without turns a newline parts the question from an answer that has begun.
        return prefill.Length == 0 ? question : $"{question}\n{prefill}";
    }

    private string Worked(RowFile rows)
    {
        if (rows.Count < WorkedExamples)
            throw new DataFormatException(rows.Path, $"the file has {rows.Count} rows, expected at least {WorkedExamples} to take worked examples from.");
        var text = new StringBuilder();
        for (var i = 0; i < WorkedExamples; i++)
        {
            var row = _benchmark.Prepare(rows.Read(i));
            text.Append(_benchmark.Template.Render(row).TrimEnd('\n')).Append('\n').Append(AnswerMark).Append(' ').Append(_benchmark.Target.In(row)).Append("\n\n");
        }
        return text.ToString();
    }
}
