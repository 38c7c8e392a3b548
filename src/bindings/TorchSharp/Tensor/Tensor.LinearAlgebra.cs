using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);

        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);

        public Tensor mv(Tensor target) => Aten.mv.Call(this, target);

        public Tensor dot(Tensor target) => Aten.dot.Call(this, target);

        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Aten.addmm.Call(this, mat1, mat2, beta, alpha);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            Aten.addmm_.Run(this, mat1, mat2, beta, alpha);
            return this;
        }

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Aten.addmv.Call(this, mat, vec, beta, alpha);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.addbmm.Call(this, batch1, batch2, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Aten.baddbmm.Call(this, batch1, batch2, beta, alpha);

        public Tensor inverse() => Aten.inverse.Call(this);

        public Tensor det() => Aten.det.Call(this);

        public Tensor trace() => Aten.trace.Call(this);
    }
}
