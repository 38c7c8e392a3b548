using System.Text.Json;

namespace T2L.Adapters.Tests.PyTorch;

/// <summary>Names and shapes, in order, that an official hypernetwork checkpoint with the linear task encoder has.</summary>
internal static class StateDictLayout
{
    public static IEnumerable<string> Of(JsonElement golden)
    {
        long Number(string field) => golden.GetProperty(field).GetInt64();
        bool Flag(string field) => golden.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

        var features = golden.GetProperty("features").EnumerateObject()
            .ToDictionary(f => f.Name, f => (In: f.Value[0].GetInt64(), Out: f.Value[1].GetInt64()));
        var order = golden.TryGetProperty("layer_type_index", out var index)
            ? [.. index.EnumerateObject().OrderBy(m => m.Value.GetInt32()).Select(m => m.Name)]
            : features.Keys.Order(StringComparer.Ordinal).ToArray();
        var (layers, rank, latent, hidden) = (Number("n_layers"), Number("rank"), Number("latent_size"), Number("head_in_size"));
        var (shared, stepwise, positions) = (Flag("shared_AB_head"), Flag("autoreg_gen"), Flag("learnable_pos_emb"));

        return
        [
            .. Statistics("AB_offset"), .. Statistics("mean_recon_target"), .. Statistics("std_recon_target"),
            Show("task_encoder.mlp.0.weight", latent / 2, Number("emb_size")), Show("task_encoder.mlp.0.bias", latent / 2),
            .. Norm("task_encoder.mlp.1", latent / 2),
            Show("layer_depth_encoder.0.weight", layers, latent / 4), .. Norm("layer_depth_encoder.1", latent / 4),
            Show("layer_type_encoder.0.weight", order.Length, latent / 4), .. Norm("layer_type_encoder.1", latent / 4),
            .. Linear("mixer.1", 4 * latent, latent), .. Linear("mixer.4", latent, 4 * latent),
            .. Block("mlp1.mlp", latent), .. Block("mlp2.mlp", latent), .. Block("mlp3", hidden),
            .. positions ? [Show("pos_emb.0.weight", rank, latent), .. Norm("pos_emb.1", latent)] : Array.Empty<string>(),
            .. shared ? order.SelectMany(m => new[] { Show($"out_emb.{m}.A", latent), Show($"out_emb.{m}.B", latent) }) : [],
            .. shared ? Norm("out_emb_norm", latent) : [],
            .. order.SelectMany(Head),
        ];

        IEnumerable<string> Statistics(string name) =>
        [
            .. features.Keys.Order(StringComparer.Ordinal).Select(m => Show($"{name}.A.{m}", layers, rank, features[m].In)),
            .. features.Keys.Order(StringComparer.Ordinal).Select(m => Show($"{name}.B.{m}", layers, features[m].Out, rank)),
        ];

        IEnumerable<string> Block(string name, long outputs) =>
            [.. Norm($"{name}.0", latent), .. Linear($"{name}.1", 4 * latent, latent), .. Linear($"{name}.4", outputs, 4 * latent)];

        IEnumerable<string> Head(string module)
        {
            var (input, output) = features[module];
            var rows = (shared ? Math.Max(input, output) : input + output) * (stepwise ? 1 : rank);
            yield return Show($"heads.{module}.weight", rows, hidden);
            if (Flag("head_bias"))
                yield return Show($"heads.{module}.bias", rows);
        }
    }

    public static string Show(string name, params IReadOnlyList<long> shape) => $"{name} [{string.Join(",", shape)}]";

    private static string[] Norm(string name, long size) => [Show($"{name}.weight", size), Show($"{name}.bias", size)];

    private static string[] Linear(string name, long outputs, long inputs) => [Show($"{name}.weight", outputs, inputs), Show($"{name}.bias", outputs)];
}
