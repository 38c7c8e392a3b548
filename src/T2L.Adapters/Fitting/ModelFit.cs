using System.Globalization;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;

namespace T2L.Adapters.Fitting;

/// <summary>A tensor of an adapter that its base model has no place for.</summary>
/// <param name="Tensor">Its name.</param>
/// <param name="Found">Its shape.</param>
/// <param name="Expected">The shape that the model needs; null where it has no such matrix.</param>
/// <param name="Sentence">All of it in words.</param>
public sealed record FitFault(string Tensor, string Found, string? Expected, string Sentence);

/// <summary>Whether an adapter fits the matrices of a base model, by their shapes alone.</summary>
public static class ModelFit
{
    /// <summary>Looks for the first tensor that does not fit.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="shapes">The model's matrices.</param>
    /// <returns>What does not fit; null where everything does.</returns>
    public static FitFault? Fault(AnyAdapter adapter, ModelShapes shapes)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(shapes);
        return adapter.Lora is { } lora
            ? lora.Modules.Select(module => LoraFault(module.Key, module.Value, shapes)).FirstOrDefault(fault => fault is not null)
            : ExpertFault(adapter.Expert!, shapes);
    }

    private static FitFault? LoraFault(string path, LoraWeights weights, ModelShapes shapes)
    {
        var (a, b) = (LoraTensorNames.OfA(path), LoraTensorNames.OfB(path));
        if (Place(path, shapes, out var shape) is { } nowhere)
            return Fault(a, weights.A, null, nowhere);
        var rank = weights.A.Shape[0];
        if (weights.A.Shape[1] != shape.In)
            return Fault(a, weights.A, [rank, shape.In]);
        return weights.B.Shape[0] != shape.Out ? Fault(b, weights.B, [shape.Out, rank]) : null;
    }

    private static FitFault? ExpertFault(SvfExpert expert, ModelShapes shapes)
    {
        foreach (var (name, vector) in expert.Vectors)
        {
            var path = SvfMatrixName.TryParse(name, out var matrix) ? matrix.Path : name;
            if (Place(path, shapes, out var shape) is { } nowhere)
                return Fault(name, vector, null, nowhere);
            if (vector.ElementCount != Math.Min(shape.In, shape.Out))
                return Fault(name, vector, [Math.Min(shape.In, shape.Out)]);
        }

        return expert.Manifest.Targets.Select(target => ShortFault(target, expert, shapes)).FirstOrDefault(fault => fault is not null);
    }

    // An expert gates every layer: one that was made for fewer was made for another model.
    private static FitFault? ShortFault(string target, SvfExpert expert, ModelShapes shapes)
    {
        var layers = expert.Vectors.Keys.Count(name => SvfMatrixName.TryParse(name, out var matrix) && matrix.Module == target);
        var missing = new SvfMatrixName(layers, target);
        return shapes.Find(missing.Path) is { } next && layers < next.Shape.Layers
            ? new FitFault(missing.Value, "nothing", TensorShape.Show([Math.Min(next.Shape.In, next.Shape.Out)]),
                string.Create(CultureInfo.InvariantCulture, $"'{missing.Value}' is missing; the model has {next.Shape.Layers} layers, the expert {layers}"))
            : null;
    }

    /// <summary>What is wrong with a path; null where the model has such a matrix.</summary>
    private static string? Place(string path, ModelShapes shapes, out ModuleShape shape)
    {
        shape = null!;
        if (shapes.Find(path) is not var (found, layer))
            return $"the model has no '{path}'; it has {string.Join(", ", shapes.Modules.Select(module => module.Path))}";
        shape = found;
        return layer >= found.Layers ? string.Create(CultureInfo.InvariantCulture, $"the model has no '{path}': its {found.Layers} layers are 0 to {found.Layers - 1}") : null;
    }

    private static FitFault Fault(string tensor, TensorData data, long[]? expected, string? nowhere = null)
    {
        var (found, wanted) = (TensorShape.Show(data.Shape), expected is null ? null : TensorShape.Show(expected));
        return new FitFault(tensor, found, wanted, $"'{tensor}' is {found}, {nowhere ?? $"expected {wanted}"}");
    }
}
