using T2L.Training.Evaluation;
using T2L.Training.Rows;

namespace T2L.Training.Benchmarks;

/// <summary>Asks a model the questions of a benchmark and counts the right answers.</summary>
public static class BenchmarkRunner
{
    /// <summary>Runs a benchmark.</summary>
    /// <param name="benchmark">What is asked.</param>
    /// <param name="rows">Its questions.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="complete">The model: a prompt's continuation.</param>
    /// <param name="progress">Told after every answer.</param>
    /// <param name="cancellation">Stops between answers.</param>
    /// <exception cref="DataFormatException">A row cannot be used; found before the model is asked anything.</exception>
    /// <exception cref="BenchmarkCutException">It was stopped, or failed, after some answers.</exception>
    public static async Task<BenchmarkReport> RunAsync(
        Benchmark benchmark, RowFile rows, BenchmarkOptions options, Func<string, CancellationToken, Task<string>> complete,
        IProgress<BenchmarkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1, nameof(options));
        var questions = Questions(benchmark, rows, options);
        var meter = new AnswerMeter(questions.Count, progress, TimeProvider.System);
        var answers = new BenchmarkAnswer?[questions.Count];
        try
        {
            await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, async (index, token) =>
            {
                var question = questions[index];
                var completion = await complete(question.Prompt, token).ConfigureAwait(false);
                answers[index] = await MarkAsync(benchmark, question, completion, options, token).ConfigureAwait(false);
                meter.Add(answers[index]!.Right);
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (answers.Any(answer => answer is not null))
        {
            // An hour of answers is worth keeping, whatever ended it.
            throw new BenchmarkCutException(Cut(benchmark, questions.Count, [.. answers.OfType<BenchmarkAnswer>()]), exception);
        }
        return Report(benchmark, [.. answers.OfType<BenchmarkAnswer>()]);
    }

    // All prompts are made first: a damaged row near the end should not cost an hour of answers.
    private static List<Question> Questions(Benchmark benchmark, RowFile rows, BenchmarkOptions options)
    {
        var prompts = new BenchmarkPrompts(benchmark, options);
        return [.. Enumerable.Range(0, Math.Min(rows.Count, options.Limit)).Select(index =>
        {
            var row = benchmark.Prepare(rows.Read(index));
            var question = new Question(row, prompts.Of(row), benchmark.Target.In(row));
            Check(question, rows, options);
            return question;
        })];
    }

    private static void Check(Question question, RowFile rows, BenchmarkOptions options)
    {
        try
        {
            options.Check?.Invoke(question.Prompt);
        }
        catch (Exception exception)
        {
            throw new DataFormatException(rows.Path, $"row {question.Row.Number} cannot be asked: {exception.Message}", exception);
        }
    }

    private static async Task<BenchmarkAnswer> MarkAsync(Benchmark benchmark, Question question, string completion, BenchmarkOptions options, CancellationToken cancellation)
    {
        var answer = new BenchmarkAnswer(question.Row.Number, question.Prompt, completion, question.Target, null);
        if (benchmark.Program is not { } write)
            return answer with { Right = benchmark.IsRight(completion, question.Target) };
        answer = answer with { Program = write(completion, question.Row) };
        if (options.Python is null)
            return answer;
        var fault = await options.Python.RunAsync(answer.Program!, cancellation).ConfigureAwait(false);
        return answer with { Right = fault is null, Fault = fault };
    }

    // No share: questions whose answers are short are answered first.
    private static BenchmarkReport Cut(Benchmark benchmark, int questions, BenchmarkAnswer[] answers) =>
        new(benchmark.Name, Metric(benchmark), "cut", questions, null, null, null, answers);

    private static string Metric(Benchmark benchmark) => benchmark.IsCode ? "pass@1" : "accuracy";

    private static BenchmarkReport Report(Benchmark benchmark, BenchmarkAnswer[] answers)
    {
        var metric = Metric(benchmark);
        if (answers.Any(answer => answer.Right is null))
            return new(benchmark.Name, metric, "not run", answers.Length, null, null, null, answers);
        var right = answers.Count(answer => answer.Right == true);
        var (low, high) = WilsonInterval.Of(right, answers.Length);
        return new(benchmark.Name, metric, "measured", answers.Length, (double)right / answers.Length, low, high, answers);
    }

    private sealed record Question(Row Row, string Prompt, string Target);
}
