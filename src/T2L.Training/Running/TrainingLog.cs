using System.Globalization;

namespace T2L.Training.Running;

/// <summary>A CSV beside the checkpoint: what happened, for plots and for model cards.</summary>
internal sealed class TrainingLog : IDisposable
{
    private const string Header = "step,learning_rate,loss,measure,value";
    private readonly StreamWriter _writer;

    /// <param name="work">Folder of the run.</param>
    /// <param name="first">Steps already done; lines after them, of a run that went on beyond its last checkpoint, are dropped.</param>
    public TrainingLog(string work, int first)
    {
        var path = Path.Combine(work, "log.csv");
        var kept = File.Exists(path) ? File.ReadAllLines(path).Skip(1).Where(line => StepOf(line) is > 0 and var step && step <= first).ToArray() : [];
        File.WriteAllLines(path + ".new", [Header, .. kept]);
        File.Move(path + ".new", path, overwrite: true);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    public void Loss(int step, double learningRate, double loss) =>
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},{learningRate:G6},{loss:G6},,"));

    public void Measures(int step, Measurement measurement)
    {
        foreach (var (name, value) in measurement.Values)
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},,,{name},{value:G6}"));
    }

    public void Dispose() => _writer.Dispose();

    private static int StepOf(string line) => int.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var step) ? step : 0;
}
