"""Conference cases: a differential on the Bond scale, and a plan of the next test.

`exact` to `remote` are diagnoses worth 5, 4, 3 and 2 points, `wrong` ones are worth nothing; each
comes with the reason an answer gives for it. `test` is the plan that made the diagnosis; plans
under `right`, `helpful` and `unhelpful` are worth 2, 1 and 0 points.
"""

CASES = [
    dict(
        key="giant-cell-arteritis", ages=(66, 84), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} was evaluated for ten weeks of fatigue, low-grade fever and a "
        "weight loss of 6 kg. Two weeks earlier aching of both arms on exertion had begun, and combing the hair had "
        "become painful. Blood pressure was 142/78 mm Hg in the right arm and 118/74 mm Hg in the left; a bruit was "
        "heard over the left axilla. The erythrocyte sedimentation rate was 96 mm per hour, C-reactive protein 84 mg "
        "per liter, hemoglobin 10.1 g per deciliter and platelets 512,000. Three sets of blood cultures stayed "
        "negative.",
        diagnosis="Giant cell arteritis with large-vessel involvement of the aorta and subclavian arteries",
        exact=[
            ("Giant cell arteritis with large-vessel involvement of the aorta and subclavian arteries",
             "age, scalp tenderness, arm claudication, unequal pressures and an axillary bruit fit one process"),
            ("Giant cell arteritis, with involvement of the subclavian arteries",
             "scalp pain with high inflammatory markers, and a pressure difference that a cranial form would not give"),
        ],
        close=[("Large-vessel arteritis of the aorta of another type, such as Takayasu arteritis",
                "the bruit and the arm pressures fit, although the age is far above the usual range")],
        related=[("Polymyalgia rheumatica, possibly with a smoldering arteritis",
                  "fatigue, aching arms and a high sedimentation rate in this age group")],
        remote=[("Aortic atherosclerosis with subclavian stenosis",
                 "it would explain the pressures but not the fever")],
        wrong=[("Subacute bacterial endocarditis", "fever, anemia and weight loss, although cultures stayed negative"),
               ("Lymphoma", "constitutional symptoms with anemia and thrombocytosis"),
               ("Multiple myeloma", "anemia and a very high sedimentation rate"),
               ("Miliary tuberculosis", "weeks of fever and weight loss in an older patient"),
               ("Hyperthyroidism", "weight loss and fatigue")],
        test="Positron emission tomography with CT of the large vessels, and temporal artery biopsy",
        right=["I would obtain positron emission tomography with CT of the large vessels now and arrange a temporal "
               "artery biopsy in the same week, without delaying glucocorticoids for it.",
               "Temporal artery biopsy first; PET with CT of the large vessels if it is negative."],
        helpful=["Duplex ultrasonography of the axillary and temporal arteries would be my next test.",
                 "CT angiography of the chest to look for a thickened aortic wall."],
        unhelpful=["Bone marrow examination and serum protein electrophoresis.",
                   "Transesophageal echocardiography and three further blood cultures."]),
    dict(
        key="whipple", ages=(48, 67), persons=("man",),
        vignette="{article} {age}-year-old {person} presented with eight months of loose stools, a weight loss of 14 "
        "kg and intermittent fever. For six years he had had migratory pain of knees, wrists and ankles, treated as "
        "seronegative rheumatoid arthritis; adalimumab had been started eleven months earlier without benefit. There "
        "was generalized lymphadenopathy and darkening of the skin. Albumin was 2.4 g per deciliter, ferritin low and "
        "C-reactive protein 71 mg per liter. Tests for celiac disease were negative.",
        diagnosis="Whipple disease due to Tropheryma whipplei infection",
        exact=[("Whipple disease due to Tropheryma whipplei infection",
                "years of arthralgia before diarrhea, wasting and nodes, and worsening under a TNF inhibitor"),
               ("Whipple disease (Tropheryma whipplei)",
                "seronegative arthritis, malabsorption, hyperpigmentation and fever in a middle-aged man")],
        close=[("Intestinal infection due to Mycobacterium avium complex",
                "foamy macrophages, nodes and malabsorption would look the same")],
        related=[("Tropical sprue or another small-bowel infection with malabsorption",
                  "chronic diarrhea, low albumin and wasting")],
        remote=[("Bacterial overgrowth of the small bowel", "diarrhea with malabsorption")],
        wrong=[("Intestinal lymphoma", "nodes, weight loss and fever"),
               ("Crohn's enteritis with arthropathy", "diarrhea and joint pain"),
               ("Addison's insufficiency", "darkening of the skin with weight loss"),
               ("Systemic sarcoidosis", "arthralgia and lymphadenopathy"),
               ("AL amyloidosis", "malabsorption and low albumin")],
        test="Upper endoscopy with duodenal biopsies for periodic acid–Schiff staining and Tropheryma whipplei PCR",
        right=["Upper endoscopy with several duodenal biopsies, sent for periodic acid–Schiff staining and "
               "Tropheryma whipplei PCR.",
               "Duodenal biopsies at upper endoscopy; I would ask pathology for a PAS stain and for PCR for T. "
               "whipplei."],
        helpful=["Excisional biopsy of a peripheral lymph node with special stains and broad-range bacterial PCR.",
                 "PCR of saliva and stool as a screening step."],
        unhelpful=["Colonoscopy and a repeat serology for celiac disease.",
                   "CT of the chest and serum angiotensin-converting enzyme."]),
    dict(
        key="still", ages=(22, 44), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} was admitted after three weeks of daily evening fever to 39.8 °C "
        "with a faint salmon-colored rash that came and went with it, sore throat and pain of wrists and knees. The "
        "spleen was palpable. White cells were 18,400 with 88% neutrophils on admission; on day six white cells had "
        "fallen to 3,100, platelets to 74,000 and fibrinogen to 110 mg per deciliter, while ferritin had risen from "
        "4,800 to 31,000 µg per liter and triglycerides were 412 mg per deciliter. Cultures and autoantibodies were "
        "negative.",
        diagnosis="Adult-onset Still disease complicated by macrophage activation syndrome",
        exact=[("Adult-onset Still disease complicated by macrophage activation syndrome",
                "quotidian fever with evanescent rash first, then falling counts and fibrinogen with extreme ferritin"),
               ("Macrophage activation syndrome in adult-onset Still disease",
                "the sudden fall of counts after weeks of neutrophilia is the turning point")],
        close=[("Adult-onset Still disease", "fever pattern, rash, arthritis and ferritin; the cytopenia is not "
                "explained by it alone")],
        related=[("Hemophagocytic syndrome triggered by a virus",
                  "ferritin, low fibrinogen, high triglycerides and cytopenia")],
        remote=[("Reactive arthritis after a throat infection", "fever, sore throat and joint pain")],
        wrong=[("Infective endocarditis", "fever with a palpable spleen"),
               ("Systemic lupus erythematosus", "rash, arthritis and cytopenia in a young patient"),
               ("Acute leukemia", "fever and falling counts"),
               ("Drug reaction with eosinophilia", "rash and fever in hospital"),
               ("Disseminated gonococcal infection", "migratory joint pain and fever")],
        test="Bone marrow aspiration for hemophagocytosis with soluble interleukin-2 receptor measurement",
        right=["Bone marrow aspiration to look for hemophagocytosis, and a soluble interleukin-2 receptor "
               "measurement on the same day.",
               "I would send soluble interleukin-2 receptor and do a bone marrow aspiration for hemophagocytosis."],
        helpful=["Repeat ferritin, fibrinogen and triglycerides twice daily and calculate the HScore.",
                 "Glycosylated ferritin fraction and a PET scan to exclude lymphoma."],
        unhelpful=["Transesophageal echocardiography.", "Throat culture and antistreptolysin titer."]),
    dict(
        key="bartonella", ages=(38, 66), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} with a bioprosthetic aortic valve had four months of fatigue, "
        "night sweats and a weight loss of 9 kg. Creatinine had risen to 2.3 mg per deciliter with red-cell casts, C3 "
        "was low and PR3-ANCA weakly positive. Three blood cultures were sterile after 21 days. Echocardiography "
        "showed a thickened leaflet with a new perivalvular leak. The patient fed stray cats and recalled flea bites.",
        diagnosis="Culture-negative prosthetic-valve endocarditis due to Bartonella henselae, with glomerulonephritis",
        exact=[("Culture-negative prosthetic-valve endocarditis due to Bartonella henselae, with immune "
                "glomerulonephritis", "cats, fleas, a prosthetic valve, sterile cultures and low complement"),
               ("Bartonella henselae endocarditis of the prosthetic valve with glomerulonephritis",
                "exposure to stray cats and sterile cultures; the weak PR3-ANCA is a known companion")],
        close=[("Culture-negative endocarditis of the prosthetic valve from another organism, such as Coxiella "
                "burnetii", "sterile cultures with a new leak; exposure to livestock was not asked for")],
        related=[("Endocarditis from a partly treated streptococcus", "night sweats, valve change and nephritis")],
        remote=[("Non-infectious valve thrombosis of the prosthetic leaflet", "thickened leaflet without growth")],
        wrong=[("ANCA-associated vasculitis", "red-cell casts with a positive PR3"),
               ("Lupus nephritis", "low complement with an active sediment"),
               ("Atrial myxoma", "constitutional symptoms and an abnormal echocardiogram"),
               ("Renal cell carcinoma", "weight loss and night sweats"),
               ("Miliary tuberculosis", "months of night sweats")],
        test="Bartonella serology with high IgG titer, and PCR of valve tissue",
        right=["Bartonella serology with IgG titers now, and PCR of valve tissue when the valve is replaced.",
               "I would send IgG serology for Bartonella and ask for broad-range PCR of the valve tissue."],
        helpful=["Transesophageal echocardiography and whole-blood PCR for fastidious organisms.",
                 "Kidney biopsy with immunofluorescence."],
        unhelpful=["Three more conventional blood cultures and a CT of the sinuses.",
                   "Temporal artery ultrasound."]),
    dict(
        key="al-amyloid", ages=(54, 76), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} had seven months of exertional dyspnea, ankle swelling and "
        "lightheadedness on standing. The tongue had become too large for the bite, and bruises appeared around the "
        "eyes after coughing. Jugular pressure was raised. The ECG showed low limb-lead voltage although the left "
        "ventricular wall measured 16 mm. Urine protein was 5.2 g per day, NT-proBNP 7,900 ng per liter and troponin "
        "slightly elevated. Serum protein electrophoresis showed no band.",
        diagnosis="Systemic light-chain (AL) amyloidosis with cardiac and renal involvement",
        exact=[("Systemic light-chain (AL) amyloidosis with cardiac and renal involvement",
                "macroglossia, periorbital purpura, low voltage with thick walls, nephrotic protein and orthostasis"),
               ("AL (light-chain) amyloidosis with cardiac involvement",
                "thick walls with low voltage, and an enlarged tongue that is hardly seen in any other form")],
        close=[("Transthyretin cardiac amyloidosis", "thick walls and low voltage; heavy proteinuria and the tongue "
                "argue against it")],
        related=[("Monoclonal light-chain deposition with renal disease", "proteinuria from a small clone")],
        remote=[("Another infiltrative cardiomyopathy such as Fabry", "thick walls with proteinuria")],
        wrong=[("Hypertensive heart failure", "thick walls and dyspnea"),
               ("Constrictive pericarditis", "raised jugular pressure and swelling"),
               ("Membranous nephropathy", "nephrotic-range protein loss"),
               ("Hypothyroidism", "large tongue, swelling and fatigue"),
               ("Diabetic nephropathy with neuropathy", "protein loss and orthostasis")],
        test="Serum free light chains with immunofixation, and abdominal fat or cardiac biopsy stained with Congo red",
        right=["Serum free light chains with immunofixation of serum and urine, then an abdominal fat biopsy stained "
               "with Congo red; cardiac biopsy if the fat is negative.",
               "Abdominal fat biopsy with Congo red stain, together with serum free light chains and immunofixation."],
        helpful=["Cardiac magnetic resonance with late gadolinium enhancement and T1 mapping.",
                 "Kidney biopsy for the proteinuria."],
        unhelpful=["Coronary angiography.", "Thyroid-stimulating hormone and a 24-hour blood pressure recording."]),
    dict(
        key="nmdar", ages=(18, 33), persons=("woman",),
        vignette="{article} {age}-year-old {person} was brought in after ten days of insomnia, agitation and hearing "
        "voices that had followed a headache with mild fever. On day four of the admission chewing movements of the "
        "mouth, a generalized seizure and long mute spells with posturing appeared, later wide swings of pulse and "
        "blood pressure. Brain MRI was normal; cerebrospinal fluid had 34 lymphocytes per microliter, normal glucose "
        "and two unmatched bands; PCR for herpes simplex was negative. Toxicology was negative.",
        diagnosis="Anti-NMDA receptor encephalitis associated with an ovarian teratoma",
        exact=[("Anti-NMDA receptor encephalitis associated with an ovarian teratoma",
                "psychosis, then seizures, orofacial dyskinesia, catatonia and dysautonomia in a young woman"),
               ("Anti-NMDA receptor autoimmune encephalitis; look for an ovarian teratoma",
                "the order of stages is nearly specific")],
        close=[("Autoimmune limbic encephalitis with another receptor antibody", "inflammatory fluid with seizures "
                "and psychosis, though MRI is normal")],
        related=[("Viral encephalitis", "fever, seizures and lymphocytes in the fluid")],
        remote=[("Paraneoplastic neurologic syndrome of unknown type", "subacute onset in a young patient")],
        wrong=[("New-onset schizophrenia", "voices and agitation"),
               ("Neuroleptic malignant syndrome", "rigidity and unstable pulse after haloperidol"),
               ("Stimulant intoxication", "insomnia and agitation"),
               ("Wilson's hepatolenticular degeneration", "psychiatric change with abnormal movements"),
               ("Acute porphyria", "psychosis, seizures and unstable blood pressure")],
        test="NMDA receptor antibodies in cerebrospinal fluid and pelvic imaging for an ovarian teratoma",
        right=["NMDA receptor antibodies in cerebrospinal fluid and serum, and pelvic imaging for an ovarian teratoma "
               "by ultrasound or MRI.",
               "I would send the cerebrospinal fluid for NMDA receptor antibodies and get pelvic imaging for a "
               "teratoma."],
        helpful=["Continuous EEG to look for an extreme delta brush.",
                 "Whole-body CT in search of a tumor."],
        unhelpful=["A drug screen by mass spectrometry and a psychiatric rating scale.",
                   "Slit-lamp examination and ceruloplasmin."]),
    dict(
        key="strongyloides", ages=(45, 72), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} born in Ecuador received dexamethasone for ten days for severe "
        "Covid-19. Two weeks after discharge abdominal pain, vomiting and cough returned, with a serpiginous purpuric "
        "rash over the abdomen and thighs. Blood cultures grew Escherichia coli, then Enterococcus faecium. "
        "Eosinophils were zero. Chest CT showed diffuse ground-glass opacities and bronchoscopy diffuse alveolar "
        "hemorrhage.",
        diagnosis="Strongyloides stercoralis hyperinfection syndrome after glucocorticoid treatment",
        exact=[("Strongyloides stercoralis hyperinfection syndrome after glucocorticoid treatment",
                "origin, steroids, polymicrobial enteric bacteremia, larva-like purpura and lung hemorrhage"),
               ("Disseminated Strongyloides stercoralis (hyperinfection) after glucocorticoids",
                "repeated enteric bacteremia after dexamethasone; absent eosinophils do not exclude it")],
        close=[("Intestinal Strongyloides with secondary sepsis", "origin and abdominal symptoms, though the lungs "
                "and skin say it has spread")],
        related=[("Another helminth infection with lung passage, such as ascariasis", "exposure and cough")],
        remote=[("Amebic colitis after glucocorticoid treatment", "abdominal pain and enteric bacteremia")],
        wrong=[("Perforated diverticulitis", "enteric bacteremia and pain"),
               ("Pneumocystis pneumonia", "ground-glass opacities after steroids"),
               ("ANCA-associated vasculitis", "alveolar hemorrhage with purpura"),
               ("Invasive aspergillosis", "lung disease after dexamethasone"),
               ("Adrenal insufficiency", "vomiting after steroids were stopped")],
        test="Microscopy of stool and bronchoalveolar lavage fluid for Strongyloides larvae, with serology",
        right=["Microscopy of stool and of bronchoalveolar lavage fluid for Strongyloides larvae, with serology sent "
               "at the same time; ivermectin need not wait.",
               "Wet-mount microscopy of the bronchoalveolar lavage fluid and stool for larvae, plus Strongyloides "
               "serology."],
        helpful=["Skin biopsy from the edge of the purpura.", "Upper endoscopy with duodenal aspirate."],
        unhelpful=["CT angiography of the pulmonary arteries.", "ANCA and anti-GBM antibodies alone."]),
    dict(
        key="ttp", ages=(26, 58), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} came with three days of headache, bruising and an hour of "
        "difficulty in finding words. Platelets were 9,000, hemoglobin 7.8 g per deciliter, lactate dehydrogenase "
        "1,640 U per liter, haptoglobin undetectable, creatinine 1.2 mg per deciliter. Prothrombin time and fibrinogen "
        "were normal, the direct antiglobulin test negative, and the smear showed many schistocytes. Troponin was "
        "raised.",
        diagnosis="Immune-mediated thrombotic thrombocytopenic purpura due to ADAMTS13 deficiency",
        exact=[("Immune-mediated thrombotic thrombocytopenic purpura due to ADAMTS13 deficiency",
                "schistocytes, platelets below 30,000, little kidney injury, normal clotting and a focal deficit"),
               ("Acquired thrombotic thrombocytopenic purpura (ADAMTS13 deficiency)",
                "PLASMIC score of 6; plasma exchange should not wait for the assay")],
        close=[("Thrombotic microangiopathy of the complement-mediated type", "schistocytes and hemolysis; creatinine "
                "is too low for it")],
        related=[("Drug-induced thrombotic microangiopathy", "the same smear; no culprit was named")],
        remote=[("Evans syndrome with immune thrombocytopenic bleeding", "anemia with low platelets")],
        wrong=[("Disseminated intravascular coagulation", "low platelets, though clotting is normal"),
               ("Acute promyelocytic leukemia", "bruising and anemia"),
               ("Herpes simplex encephalitis", "headache and word-finding difficulty"),
               ("Malignant hypertension", "headache and hemolysis"),
               ("Cerebral venous sinus thrombosis", "headache with a focal deficit")],
        test="ADAMTS13 activity and inhibitor, drawn before plasma exchange",
        right=["ADAMTS13 activity and inhibitor, drawn before the first plasma exchange, which starts tonight.",
               "Send ADAMTS13 activity with inhibitor before plasma exchange."],
        helpful=["Complement levels, Shiga toxin PCR and a review of all drugs.",
                 "Repeat smear with lactate dehydrogenase every six hours."],
        unhelpful=["Bone marrow biopsy.", "Lumbar puncture after platelet transfusion."]),
    dict(
        key="igg4", ages=(56, 77), persons=("man",),
        vignette="{article} {age}-year-old {person} presented with painless jaundice and a weight loss of 7 kg. Two "
        "years earlier both submandibular glands had been removed for a firm swelling called chronic sialadenitis. CT "
        "showed a sausage-shaped pancreas with a low-density rim, a stricture of the distal bile duct and soft tissue "
        "around the infrarenal aorta. CA 19-9 was 88 U per milliliter, eosinophils 900, and fine-needle aspiration "
        "showed fibrosis without malignant cells.",
        diagnosis="IgG4-related disease with type 1 autoimmune pancreatitis and sclerosing cholangitis",
        exact=[("IgG4-related disease with type 1 autoimmune pancreatitis and sclerosing cholangitis",
                "pancreas with a rim, salivary glands, bile duct and periaortic tissue are one disease"),
               ("IgG4-related autoimmune pancreatitis with cholangitis",
                "multi-organ fibrosis with eosinophils and no malignant cells")],
        close=[("Type 2 autoimmune pancreatitis", "diffuse swelling with a rim; other organs speak for type 1")],
        related=[("Primary sclerosing cholangitis", "stricture with cholestasis, but the pancreas is unexplained")],
        remote=[("Chronic pancreatitis from another cause", "fibrosis and duct stricture")],
        wrong=[("Pancreatic adenocarcinoma", "painless jaundice, weight loss and CA 19-9"),
               ("Cholangiocarcinoma", "distal stricture and jaundice"),
               ("Lymphoma", "gland swelling and retroperitoneal tissue"),
               ("Sjögren's sialadenitis", "gland enlargement"),
               ("Sarcoidosis", "glands and retroperitoneal tissue")],
        test="Serum IgG4 and biopsy of pancreas or ampulla with IgG4 immunostaining",
        right=["Serum IgG4, and core biopsy of the pancreas or ampulla with IgG4 immunostaining.",
               "Review the old gland and take an ampulla biopsy, both with IgG4 immunostaining; serum IgG4 as well."],
        helpful=["PET with CT to map other organs.", "MR cholangiography for the pattern of strictures."],
        unhelpful=["Pancreaticoduodenectomy without further tests.", "Repeat CA 19-9 in six weeks."]),
    dict(
        key="porphyria", ages=(20, 41), persons=("woman",),
        vignette="{article} {age}-year-old {person} had her fourth visit in a year for severe abdominal pain with "
        "vomiting, each time with normal CT. This attack began a week after she started a crash diet and an oral "
        "contraceptive. Pulse was 118, blood pressure 168/102 mm Hg, sodium 121 mmol per liter. On day three weakness "
        "of both wrists and vivid hallucinations appeared. The urine turned dark red on the windowsill.",
        diagnosis="Acute intermittent porphyria",
        exact=[("Acute intermittent porphyria", "pain, low sodium, tachycardia, motor neuropathy, hallucinations and "
                "urine that darkens in light, after fasting and a hormone"),
               ("Acute hepatic porphyria, most likely acute intermittent porphyria",
                "the triggers and the windowsill observation are telling")],
        close=[("Hereditary coproporphyria or variegate porphyria, another acute form", "no skin lesions, which "
                "leaves it second")],
        related=[("Lead poisoning with an acute disturbance of heme synthesis", "abdominal pain with wrist drop")],
        remote=[("Hereditary tyrosinemia in an adult, with intermittent crises", "pain crises and neuropathy")],
        wrong=[("Guillain–Barré polyneuropathy", "new symmetric weakness"),
               ("Pheochromocytoma", "hypertension and tachycardia in spells"),
               ("Functional abdominal pain", "four normal scans"),
               ("Polyarteritis nodosa", "abdominal pain with wrist drop"),
               ("Adrenal insufficiency", "vomiting and low sodium")],
        test="Spot urine porphobilinogen and delta-aminolevulinic acid with creatinine",
        right=["Spot urine porphobilinogen with delta-aminolevulinic acid and creatinine, protected from light, "
               "while she is in pain.",
               "Urine porphobilinogen and delta-aminolevulinic acid on a spot sample, related to creatinine."],
        helpful=["Total urine porphyrins and a blood lead level.", "Genetic panel for heme synthesis."],
        unhelpful=["Repeat CT and diagnostic laparoscopy.", "Plasma metanephrines and renin."]),
]
