using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Hostile;

public class HostileExpertsTests
{
    public static TheoryData<string> Names => Refusal.Names(HostileExperts.All);

    [Theory, MemberData(nameof(Names))]
    public void Refuses(string name)
    {
        var file = HostileExperts.All.Single(f => f.Name == name);

        var refusal = Refusal.Of(file, bytes => SvfExpertFile.Read(bytes, "x/math.safetensors"));

        Assert.StartsWith("math.safetensors: ", refusal.Message, StringComparison.Ordinal);
    }
}
