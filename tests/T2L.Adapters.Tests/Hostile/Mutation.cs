namespace T2L.Adapters.Tests.Hostile;

/// <summary>Damages files at random, the same way for the same seed.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'{', (byte)'[', (byte)',', (byte)'-', (byte)'9', (byte)'(', (byte)'.', (byte)'R'];

    public static byte[] Of(byte[] file, int seed)
    {
        var random = new Random(seed);
        var bytes = file.ToList();
        for (var change = random.Next(1, 6); change > 0 && bytes.Count > 0; change--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 17), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 3:
                bytes.Insert(at, Interesting[random.Next(Interesting.Length)]);
                break;
            case 4:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 5:
                bytes[at] = (byte)random.Next(256);
                break;
            default:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
        }
    }
}
