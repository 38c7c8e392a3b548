using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>Experts and LoRAs in one batch, also in one row: the expert re-weighs W, the LoRA adds to that what it adds to the base, W'x + BAx.</summary>
public sealed class ExpertsAndLoras : IProjectionAdapter, IDisposable
{
    private readonly BatchExperts _experts;
    private readonly IProjectionAdapter _loras;

    private ExpertsAndLoras(BatchExperts experts, IProjectionAdapter loras) => (_experts, _loras) = (experts, loras);

    /// <summary>Both, or the one that is there.</summary>
    /// <param name="experts">The experts of the batch; null for none.</param>
    /// <param name="loras">The LoRAs of the batch; null for none.</param>
    /// <returns>Null where there is neither. Disposing it disposes both.</returns>
    public static IProjectionAdapter? Of(BatchExperts? experts, IProjectionAdapter? loras) =>
        experts is null ? loras : loras is null ? experts : new ExpertsAndLoras(experts, loras);

    /// <inheritdoc/>
    public Tensor Input(int layer, string moduleName, Tensor input) => _experts.Input(layer, moduleName, input);

    /// <inheritdoc/>
    public Tensor Apply(int layer, string moduleName, Tensor input, Tensor output) =>
        _loras.Apply(layer, moduleName, input, _experts.Apply(layer, moduleName, input, output));

    /// <summary>Disposes both.</summary>
    public void Dispose()
    {
        _experts.Dispose();
        (_loras as IDisposable)?.Dispose();
    }
}
