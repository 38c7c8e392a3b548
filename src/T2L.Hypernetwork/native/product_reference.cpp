// The product as one would write it down; what the fast kernels are tested against, and what runs where none of them can.
#include <cmath>
#include "t2lhyper.h"

void t2l_product_reference(const t2l_product& job, int64_t first_panel, int64_t last_panel)
{
    const int64_t last = last_panel * T2L_PANEL < job.columns ? last_panel * T2L_PANEL : job.columns;
    for (int64_t i = 0; i < job.rows; i++) {
        const float* x = job.input + i * job.input_stride;
        for (int64_t j = first_panel * T2L_PANEL; j < last; j++) {
            const float* w = job.weights + (j / T2L_PANEL) * job.depth * T2L_PANEL + j % T2L_PANEL;
            float sum = job.bias[j];
            for (int64_t k = 0; k < job.depth; k++)
                sum += x[k] * w[k * T2L_PANEL];
            if (job.activation == T2L_SILU)
                sum = sum / (1.0f + std::exp(-sum));
            const int64_t at = j * job.output_stride;
            if (job.scale)
                sum *= job.scale[i][at];
            if (job.shift)
                sum += job.shift[i][at];
            job.output[i][at] = sum;
        }
    }
}
