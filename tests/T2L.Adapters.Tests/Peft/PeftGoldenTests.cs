using T2L.Testing;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Tests.Peft;

/// <summary>Adapters that PEFT wrote.</summary>
public class PeftGoldenTests
{
    [GoldenTheory("t2l"), MemberData(nameof(Directories), "t2l")]
    public void Rewrites_t2l_adapters_byte_for_byte(string directory)
    {
        foreach (var file in PeftDirectory.ToFiles(PeftDirectory.Read(directory)))
            Assert.Equal(File.ReadAllBytes(Path.Combine(directory, file.Name)), file.Bytes);
    }

    [GoldenTheory("lm"), MemberData(nameof(Directories), "lm")]
    public void Reads_lm_adapters(string directory) => Assert.NotEmpty(PeftDirectory.Read(directory).Modules);

    public static TheoryData<string> Directories(string family) =>
        new(Directory.Exists(Repository.Family(family))
            ? Directory.EnumerateFiles(Repository.Family(family), PeftDirectory.WeightsName, SearchOption.AllDirectories)
                .Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)
            : []);
}
