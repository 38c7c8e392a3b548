namespace T2L.Adapters.Tests.Hostile;

public class ClosedListTests
{
    // These are not about the bytes of one file: see SafetensorsFileTests, LoraFitTests and SvfFitTests.
    private static readonly AdapterFormatError[] Elsewhere = [AdapterFormatError.FileUnreadable, AdapterFormatError.MissingTensor, AdapterFormatError.DoesNotFit, AdapterFormatError.OtherDecomposition];

    [Fact]
    public void Every_kind_of_refusal_has_a_hostile_file()
    {
        var shown = new[] { HostileSafetensors.All, HostilePickles.All, HostileArchives.All, HostileConfigs.All, HostileManifests.All, HostileAdapters.All, HostileExperts.All }
            .SelectMany(files => files).Select(file => file.Error);
        Assert.Equal(Enum.GetValues<AdapterFormatError>(), shown.Concat(Elsewhere).Distinct().Order());
    }
}
