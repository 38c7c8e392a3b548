namespace T2L.Training.RandomModels;

/// <summary>One of the three parts of a folder.</summary>
internal interface IRandomPart
{
    string Name { get; }

    long Parameters { get; }

    long Bytes { get; }

    void Write(string directory, RandomTensors tensors);
}
