using System.Text;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Contracts;

namespace T2L.Worker.Tests.Support;

/// <summary>Embeds texts without a model: how often each letter is in it. Texts of the same letters are the same task.</summary>
internal sealed class StandInReader : ITaskReader
{
    public static Digest Encoder { get; } = Digest.Of(Encoding.UTF8.GetBytes("stand-in encoder"));

    /// <summary>Whether it behaves as before its model is there.</summary>
    public bool Loading { get; set; }

    public Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken) => Loading
        ? throw new InferenceException(InferenceError.NotReady, "The hypernetwork is loading.")
        : Task.FromResult(new TaskReading(Embed(description), Encoder.Value, new Novelty(0.25, 0.5, Warning: false, [new NearTask("letters", 0.75)])));

    public static float[] Embed(string text) => [.. Enumerable.Range('a', 26).Select(letter => (float)text.Count(c => char.ToLowerInvariant(c) == letter))];
}
