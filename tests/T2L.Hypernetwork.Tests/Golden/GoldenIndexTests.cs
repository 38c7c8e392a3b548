using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Golden;

public sealed class GoldenIndexTests
{
    // The traces are read by T2L.Training.Tests.
    [GoldenFact("t2l")]
    public void Every_case_is_there_and_of_a_kind_that_is_read() =>
        GoldenIndex.RequireReadable("t2l", GoldenCase.Generate, "recon_training_trace", "sft_loss_and_hook");
}
