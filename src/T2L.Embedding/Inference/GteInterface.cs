using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using T2L.Adapters;

namespace T2L.Embedding.Inference;

/// <summary>Checks that a model takes and gives what a gte encoder does.</summary>
internal static class GteInterface
{
    private const string Expectation = "A text encoder takes input_ids, attention_mask and perhaps token_type_ids (int64 [batch, tokens]) "
        + "and gives last_hidden_state (float [batch, tokens, size]).";

    public static void Require(
        InferenceSession session, string file, IReadOnlyList<string> needed, IReadOnlyList<string> allowed, string output)
    {
        foreach (var name in needed)
            if (!session.InputMetadata.ContainsKey(name))
                throw Refuse(file, $"has no input '{name}'; its inputs are {List(session.InputNames)}.");
        foreach (var (name, node) in session.InputMetadata)
        {
            if (!needed.Contains(name) && !allowed.Contains(name))
                throw Refuse(file, $"asks for input '{name}', which nothing here can give.");
            if (!node.IsTensor || node.ElementDataType != TensorElementType.Int64 || node.Dimensions.Length != 2)
                throw Refuse(file, $"declares input '{name}' as {Show(node)}.");
        }

        if (!session.OutputMetadata.TryGetValue(output, out var hidden))
            throw Refuse(file, $"has no output '{output}'; its outputs are {List(session.OutputNames)}.");
        if (!hidden.IsTensor || hidden.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16) || hidden.Dimensions.Length != 3)
            throw Refuse(file, $"declares output '{output}' as {Show(hidden)}.");
    }

    private static AdapterFormatException Refuse(string file, string problem) =>
        new(AdapterFormatError.DoesNotFit, $"the model {problem} {Expectation}", file);

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    private static string Show(NodeMetadata node) =>
        node.IsTensor ? $"{node.ElementDataType.ToString().ToLowerInvariant()} [{string.Join(", ", node.Dimensions)}]" : node.OnnxValueType.ToString();
}
