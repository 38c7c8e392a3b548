using T2L.Testing;

namespace T2L.Svf.Tests.Golden;

public sealed class GoldenIndexTests
{
    // T2L.Adapters.Tests reads the two official forms of experts too.
    [GoldenFact(GoldenFile.Family)]
    public void Every_case_is_there_and_of_a_kind_that_is_read() => GoldenIndex.RequireReadable(GoldenFile.Family,
        "reconstruct", "base_model", "official_svd_cache", "official_policy_state_dict", "official_learnable_params_dict", "experts_plain",
        "mix", "cem", "randomshooting", "reinforce", "text", "splits");
}
