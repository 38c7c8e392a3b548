namespace T2L.Training.Running;

/// <summary>What happened, for plots and for model cards: <c>log.csv</c> beside the checkpoint, and the same rows as JSON lines in <c>log.jsonl</c>.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter _csv;
    private readonly StreamWriter _json;

    /// <param name="work">Folder of the run.</param>
    /// <param name="step">Steps already done; rows after them, of a run that went on beyond its last checkpoint, are dropped.</param>
    /// <param name="measured">Steps done when something was measured last.</param>
    public TrainingLog(string work, int step, int measured)
    {
        var csv = Path.Combine(work, "log.csv");
        var kept = (File.Exists(csv) ? File.ReadLines(csv).Select(LogRow.Parse) : [])
            .OfType<LogRow>().Where(row => row.Step <= (row.Measure is null ? step : measured)).ToList();
        _csv = Anew(csv, kept.Select(row => row.ToCsv()).Prepend(LogRow.Header));
        _json = Anew(Path.Combine(work, "log.jsonl"), kept.Select(row => row.ToJson()));
    }

    public void Loss(int step, double learningRate, double loss) => Write(new(step, learningRate, loss, null, null));

    public void Measures(int step, Measurement measurement)
    {
        foreach (var (name, value) in measurement.Values)
            Write(new(step, null, null, name, value));
    }

    public void Dispose()
    {
        _csv.Dispose();
        _json.Dispose();
    }

    private void Write(LogRow row)
    {
        _csv.WriteLine(row.ToCsv());
        _json.WriteLine(row.ToJson());
    }

    private static StreamWriter Anew(string path, IEnumerable<string> lines)
    {
        File.WriteAllLines(path + ".new", lines);
        File.Move(path + ".new", path, overwrite: true);
        return new StreamWriter(path, append: true) { AutoFlush = true };
    }
}
