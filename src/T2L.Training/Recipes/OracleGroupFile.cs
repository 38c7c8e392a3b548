using System.Text.Json;
using T2L.Adapters.Storage;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>What one finished group leaves behind, so that a stopped run goes on with the next.</summary>
/// <param name="Fingerprint">What its LoRAs follow from.</param>
/// <param name="Tasks">They.</param>
/// <param name="Seconds">Time they took.</param>
internal sealed record OracleGroupFile(string Fingerprint, IReadOnlyList<OracleEntry> Tasks, double Seconds)
{
    public static OracleGroupFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<OracleGroupFile>(File.ReadAllBytes(path)) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the file is damaged: {exception.Message}. Delete it to train its LoRAs again.", exception);
        }
    }

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this));
}
