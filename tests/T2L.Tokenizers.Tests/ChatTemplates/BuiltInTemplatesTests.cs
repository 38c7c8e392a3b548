using T2L.Tokenizers.ChatTemplates;

namespace T2L.Tokenizers.Tests.ChatTemplates;

/// <summary>The prompts of Text-to-LoRA, as its own templates render them with the system message "".</summary>
public sealed class BuiltInTemplatesTests
{
    [Theory]
    [InlineData("t2l-mistral", "<s> [INST] \n\n U  [/INST]")]
    [InlineData("t2l-llama-3", "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("t2l-gemma-2", "<bos><start_of_turn>system\n<end_of_turn>\n<start_of_turn>user\nU<end_of_turn>\n<start_of_turn>model\n")]
    public void Prompt_of_one_user_message(string name, string expected)
    {
        ChatMessage user = new("user", " U ");

        Assert.Equal(expected, BuiltInTemplates.Get(name).Render(new ChatRequest([user])));
        Assert.Equal(expected, BuiltInTemplates.Get(name).Render(new ChatRequest([new ChatMessage("system", ""), user])));
    }

    [Theory]
    [InlineData("t2l-mistral", "<s> [INST]  S \n\nU [/INST]  R </s>")]
    [InlineData("t2l-llama-3", "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nU<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nR<|eot_id|>")]
    [InlineData("t2l-gemma-2", "<bos><start_of_turn>system\nS<end_of_turn>\n<start_of_turn>user\nU<end_of_turn>\n<start_of_turn>model\nR<end_of_turn>\n")]
    public void Prompt_with_its_reply(string name, string expected) =>
        Assert.Equal(expected, BuiltInTemplates.Get(name).Render(new ChatRequest(
            [new ChatMessage("system", " S "), new ChatMessage("user", "U"), new ChatMessage("assistant", " R ")], AddGenerationPrompt: false)));

    [Fact]
    public void A_model_that_names_its_tokens_has_them_written() =>
        Assert.StartsWith("[BOS] [INST]", BuiltInTemplates.Get("t2l-mistral", SpecialTokens.Of("[BOS]", "[EOS]")).Render(new ChatRequest([new ChatMessage("user", "U")])), StringComparison.Ordinal);

    [Fact]
    public void Every_name_has_a_template_and_no_other_does()
    {
        Assert.All(BuiltInTemplates.Names, name => Assert.Equal(name, BuiltInTemplates.Get(name).Source));
        var refusal = Assert.Throws<ArgumentException>(() => BuiltInTemplates.Get("t2l-qwen"));
        Assert.StartsWith("No chat template comes under the name 't2l-qwen'; there are t2l-mistral, t2l-llama-3, t2l-gemma-2.", refusal.Message, StringComparison.Ordinal);
    }
}
