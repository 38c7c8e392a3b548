using T2L.Adapters;
using T2L.Embedding.Onnx;
using T2L.Embedding.Tests.Inference;
using T2L.Testing;
using T2L.Tokenizers.Formats;

namespace T2L.Embedding.Tests.Hostile;

/// <summary>Encoder directories that are refused, and the sentence for each.</summary>
public class HostileEncoderTests
{
    private const string Expectation = " A text encoder takes input_ids, attention_mask and perhaps token_type_ids (int64 [batch, tokens]) "
        + "and gives last_hidden_state (float [batch, tokens, size]).";

    [Fact]
    public void A_directory_that_is_not_there() =>
        Assert.Equal("The text encoder '/nowhere/encoder' is not a directory.", Refusal("/nowhere/encoder", AdapterFormatError.FileMissing));

    [Fact]
    public void A_directory_without_a_model()
    {
        using var directory = new TemporaryDirectory();
        Assert.Equal(
            $"The text encoder '{directory.Path}' holds neither model.onnx nor onnx/model.onnx.", Refusal(directory.Path, AdapterFormatError.FileMissing));
    }

    [Fact]
    public void A_model_without_attention_mask() => Assert.Equal(
        "model.onnx: the model has no input 'attention_mask'; its inputs are 'input_ids', 'mask', 'token_type_ids'." + Expectation,
        Refusal(TinyEncoder.Model(mask: "mask")));

    [Fact]
    public void A_model_with_another_output() => Assert.Equal(
        "model.onnx: the model has no output 'last_hidden_state'; its outputs are 'sentence_embedding'." + Expectation,
        Refusal(TinyEncoder.Model(output: "sentence_embedding")));

    [Fact]
    public void A_model_that_asks_for_more() => Assert.Equal(
        "model.onnx: the model asks for input 'position_ids', which nothing here can give." + Expectation,
        Refusal(Graph(g => g.Input("position_ids", OnnxType.Int64, "batch", "tokens"))));

    [Fact]
    public void A_model_with_inputs_of_another_type() => Assert.Equal(
        "model.onnx: the model declares input 'token_type_ids' as float [-1, -1]." + Expectation,
        Refusal(Graph(g => g.Input("token_type_ids", OnnxType.Float, "batch", "tokens"))));

    [Fact]
    public void A_model_with_one_vector_per_text() => Assert.Equal(
        "model.onnx: the model declares output 'last_hidden_state' as int64 [-1, -1]." + Expectation,
        Refusal(Graph(_ => { })));

    [Fact]
    public void A_model_that_is_damaged()
    {
        var bytes = TinyEncoder.Model();
        var message = Refusal(bytes[..(bytes.Length / 2)], AdapterFormatError.InvalidConfig);
        Assert.StartsWith("model.onnx: ONNX Runtime cannot use this model: [ErrorCode:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_whose_weights_are_not_numbers()
    {
        using var files = new TinyEncoder(TinyEncoder.Model(first: float.NaN));
        using var encoder = TextEncoder.Load(files.Path);
        // Only a shorter text has padding, id 0, whose vector is NaN; 0 × NaN is NaN too.
        var error = Assert.Throws<InvalidOperationException>(() => encoder.Embed(["the the", "the"]));
        Assert.Equal("The text encoder gave NaN or infinity for description 2; its weights may be damaged.", error.Message);
    }

    [Fact]
    public void A_vocabulary_larger_than_the_model_is_named()
    {
        using var files = new TinyEncoder();
        var path = Path.Combine(files.Path, "tokenizer.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"the\":8", "\"the\":800", StringComparison.Ordinal));
        using var encoder = TextEncoder.Load(files.Path);
        var error = Assert.Throws<AdapterFormatException>(() => encoder.Embed(["the"]));
        Assert.StartsWith("model.onnx: the model failed on ids of its own tokenizer; do the two belong together?", error.Message, StringComparison.Ordinal);
        Assert.Contains("indices element out of data bounds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_that_is_damaged()
    {
        using var files = new TinyEncoder();
        File.WriteAllText(Path.Combine(files.Path, "tokenizer.json"), "{");
        var error = Assert.Throws<ModelFormatException>(() => TextEncoder.Load(files.Path));
        Assert.Equal(ModelFormatError.NotJson, error.Error);
        Assert.StartsWith(Path.Combine(files.Path, "tokenizer.json"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda")]
    [InlineData("cuda:-1")]
    public void A_device_that_does_not_exist(string device)
    {
        using var files = new TinyEncoder();
        var error = Assert.Throws<ArgumentException>(() => TextEncoder.Load(files.Path, new TextEncoderOptions { Device = device }));
        Assert.Contains($"Device '{device}' is not one for a text encoder; expected cpu or cuda:N.", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Graph(Action<OnnxGraphBuilder> addInput)
    {
        var graph = new OnnxGraphBuilder("other");
        graph.Input("input_ids", OnnxType.Int64, "batch", "tokens");
        graph.Input("attention_mask", OnnxType.Int64, "batch", "tokens");
        addInput(graph);
        graph.NodeAs("last_hidden_state", "Mul", ["input_ids", "attention_mask"]);
        graph.Output("last_hidden_state", OnnxType.Int64, "batch", "tokens");
        return graph.ToBytes();
    }

    private static string Refusal(byte[] model, AdapterFormatError kind = AdapterFormatError.DoesNotFit)
    {
        using var files = new TinyEncoder(model);
        return Refusal(files.Path, kind);
    }

    private static string Refusal(string path, AdapterFormatError kind)
    {
        var error = Assert.Throws<AdapterFormatException>(() => TextEncoder.Load(path));
        Assert.Equal(kind, error.Error);
        return error.Message;
    }
}
