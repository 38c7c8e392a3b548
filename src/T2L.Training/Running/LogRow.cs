using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace T2L.Training.Running;

/// <summary>A row of a run's log: a loss with its learning rate, or something measured.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="LearningRate">Learning rate of the step; null in a row of a measure.</param>
/// <param name="Loss">Its loss; null in a row of a measure.</param>
/// <param name="Measure">What was measured; null in a row of a loss.</param>
/// <param name="Value">Its figure.</param>
internal sealed record LogRow(int Step, double? LearningRate, double? Loss, string? Measure, double? Value)
{
    public const string Header = "step,learning_rate,loss,measure,value";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a run that diverged has "NaN"
    };

    /// <summary>A row of a file; null where a kill cut it short.</summary>
    public static LogRow? Parse(string csv) => csv.Split(',') is [var step, var rate, var loss, var measure, var value]
        && int.TryParse(step, CultureInfo.InvariantCulture, out var done) && done > 0 && (Number(loss) ?? Number(value)) is not null
        ? new(done, Number(rate), Number(loss), measure.Length > 0 ? measure : null, Number(value))
        : null;

    public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{Step},{LearningRate:G6},{Loss:G6},{Measure},{Value:G6}");

    /// <summary>The same figures as in the CSV, whose six digits are all there is after a restart.</summary>
    public string ToJson() => JsonSerializer.Serialize(Parse(ToCsv()), Json);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
