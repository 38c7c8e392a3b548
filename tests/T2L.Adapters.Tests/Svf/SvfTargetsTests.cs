using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Svf;

public sealed class SvfTargetsTests
{
    [Theory]
    [InlineData("gate,up,down", "gate,up,down")]
    [InlineData("mlp", "gate,up,down")]
    [InlineData("attention", "q,k,v,o")]
    [InlineData("all", "q,k,v,o,gate,up,down")]
    [InlineData("down, q_proj ,v", "q,v,down")]
    [InlineData("mlp,gate,mlp", "gate,up,down")]
    public void Reads_words_in_any_order(string text, string modules) => Assert.Equal(modules, SvfTargets.Show(SvfTargets.Parse(text)));

    [Theory]
    [InlineData("embed_tokens", "'embed_tokens' is no target; expected some of q, k, v, o, gate, up, down, or one of mlp, attention, all")]
    [InlineData("lm_head,q", "'lm_head' is no target")]
    [InlineData(" , ", "No target is named")]
    public void Refuses_other_words(string text, string says) =>
        Assert.Contains(says, Assert.ThrowsAny<ArgumentException>(() => SvfTargets.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("model.layers.0.mlp.gate_proj.weight", true)]
    [InlineData("model.layers.31.self_attn.q_proj.weight", true)]
    [InlineData("model.layers.31.mlp.q_proj.weight", false)]
    [InlineData("model.layers.01.mlp.gate_proj.weight", false)]
    [InlineData("model.layers.-1.mlp.gate_proj.weight", false)]
    [InlineData("model.layers.1024.mlp.gate_proj.weight", false)]
    [InlineData("model.layers.0.mlp.gate_proj.bias", false)]
    [InlineData("model.layers.0.mlp../../x.weight", false)]
    [InlineData("lm_head.weight", false)]
    [InlineData("", false)]
    public void Knows_the_names_of_weights(string name, bool known)
    {
        Assert.Equal(known, SvfMatrixName.TryParse(name, out var parsed));
        if (known)
            Assert.Equal(name, parsed.Value);
    }

    [Fact]
    public void Names_compare_as_in_a_state_dict()
    {
        SvfMatrixName[] ordered = [new(0, "q_proj"), new(0, "o_proj"), new(0, "gate_proj"), new(0, "down_proj"), new(2, "k_proj"), new(10, "q_proj")];
        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.True(ordered[0] < ordered[1] && ordered[1] > ordered[0] && ordered[0] <= ordered[1] && ordered[1] >= ordered[0]);
    }
}
