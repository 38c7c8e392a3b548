using System.Globalization;

namespace T2L.Training.Running;

/// <summary>A CSV beside the checkpoint, one line every so many steps: what happened, for plots and for model cards.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter _writer;

    public TrainingLog(string path)
    {
        var isNew = !File.Exists(path);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
        if (isNew)
            _writer.WriteLine("step,learning_rate,loss,measure,value");
    }

    public void Loss(int step, double learningRate, double loss) =>
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},{learningRate:G6},{loss:G6},,"));

    public void Measure(int step, string measure, double value) =>
        _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},,,{measure},{value:G6}"));

    public void Dispose() => _writer.Dispose();
}
