namespace T2L.Testing.Fuzz;

/// <summary>Damages a file by one to five changes, the same way for the same seed and case number.</summary>
internal static class Mutation
{
    private const int MostChanges = 5;

    public static byte[] Of(FuzzFile file, FuzzRandom random)
    {
        var bytes = new List<byte>(file.Bytes);
        // Most cases have one or two changes: more of them hide each other.
        var changes = 1 + random.Below(1 + random.Below(MostChanges));
        for (; changes > 0 && bytes.Count > 0; changes--)
        {
            if (file.IsText && random.Chance(80))
                TextMutation.Apply(bytes, random);
            else
                ByteMutation.Apply(bytes, file, random);
        }

        return file.Finish([.. bytes]);
    }
}
