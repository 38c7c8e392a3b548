using T2L.Embedding.Gte;

namespace T2L.Training.RandomModels;

/// <summary>A combination of base model, hypernetwork and text encoder by its sizes alone.</summary>
/// <param name="Name">What <c>--like</c> calls it.</param>
/// <param name="Base">The base model.</param>
/// <param name="LatentSize">Latent size of the hypernetwork, as its training script sets it.</param>
/// <param name="HeadInputSize">What its heads read.</param>
/// <param name="Encoder">The text encoder.</param>
internal sealed record ModelShape(string Name, BaseModelShape Base, int LatentSize, int HeadInputSize, GteEncoderShape Encoder);
